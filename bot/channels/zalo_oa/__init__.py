"""The Zalo Official Account OpenAPI: the commune's own verified page, with rotating tokens and reply windows."""
