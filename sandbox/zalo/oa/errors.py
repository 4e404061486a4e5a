"""The OpenAPI's refusals: a negative number and a sentence, under HTTP 200."""

from __future__ import annotations

from sandbox.zalo.model import Json


class OaError(Exception):
    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message

    def body(self) -> Json:
        return {"error": self.code, "message": self.message}


class OAuthError(OaError):
    """Refusals of the token's address have a name besides."""

    def body(self) -> Json:
        name = self.message
        return {"error": self.code, "error_name": name, "error_reason": name, "error_description": name}


def too_many_requests() -> OaError:
    return OaError(-32, "Application reached limit call api")


def bad_parameters(what: str) -> OaError:
    """Not in Zalo's published lists as far as they were read; -201 is what its SDKs know."""
    return OaError(-201, f"Params is invalid: {what}")


def too_long(what: str) -> OaError:
    return OaError(-210, f"Parameter exceeds the allowed limit: {what}")


def out_of_quota() -> OaError:
    return OaError(-211, "Out of quota")


def no_follower() -> OaError:
    return OaError(-213, "User has not followed OA")


def no_such_template() -> OaError:
    """This and the two below have the numbers of Zalo's ZNS as its users know them; our reference lists none."""
    return OaError(-131, "Template is not existed or not approved")


def missing_parameter(name: str) -> OaError:
    return OaError(-132, f"Template data is invalid: {name}")


def no_money() -> OaError:
    return OaError(-115, "Out of money, please check your Zalo Cloud Account")


def token_invalid() -> OaError:
    return OaError(-216, "Access token is invalid")


def token_expired() -> OaError:
    return OaError(-220, "Access token is expired or removed")


def window_closed() -> OaError:
    return OaError(-230, "User has not interacted with the OA in the past 7 days")


def wrong_kind_of_account() -> OaError:
    """What `v3.0` answers state agencies, as two code bases observed it."""
    return OaError(-235, "This API does not support this type of OA")


def v2_shut_down() -> OaError:
    return OaError(-240, "MessageV2 API has been shut down, please use MessageV3 API")


def wrong_app() -> OAuthError:
    return OAuthError(-14002, "App is not active")


def wrong_code() -> OAuthError:
    return OAuthError(-14019, "Invalid authorization code")


def refresh_token_spent() -> OAuthError:
    return OAuthError(-14020, "Invalid refresh token")
