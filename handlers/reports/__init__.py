"""Reports that units owe: dates, reminders, handing in, review, consolidation."""
