"""Who may do what, who stands in for whom, and whom an admin invites."""
