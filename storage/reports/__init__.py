"""Units' reports, the reminders of them, and what was decided about them."""
