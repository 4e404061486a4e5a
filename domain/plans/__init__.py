"""A commune's plan: its units, its duties, and when each of them falls due."""
