"""A loopback stand-in for the messengers' servers, with a page of chat windows, for the demo and the tests."""
