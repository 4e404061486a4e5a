"""The running process: settings, composition root, worker, dispatcher, timetable, channels, web, commands."""
