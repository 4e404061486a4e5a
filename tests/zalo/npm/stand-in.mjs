// As much of the host program as the client's HTTP calls need.

export const resolveTimerTimeoutMs = (given, usual) => given ?? usual;
export const readProviderJsonResponse = (response) => response.json();
export const resolvePinnedHostnameWithPolicy = async () => {};
export const truncateUtf16Safe = (text, most) => text.slice(0, most);
export const formatErrorMessage = String;

export async function assertOkOrThrowProviderError(response, what) {
  if (!response.ok) throw new Error(`${what}: HTTP ${response.status}`);
}

function unused() {
  throw new Error("not needed for HTTP calls, so not stood in for");
}

export { unused as d, unused as f };
export {
  unused as createMessageReceiptFromOutboundResults, unused as makeProxyFetch,
  unused as stripChannelTargetPrefix, unused as stripTargetKindPrefix,
};
