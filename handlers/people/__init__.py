"""Who does what for a commune: registration, invitations, absence, handing over, addresses."""
