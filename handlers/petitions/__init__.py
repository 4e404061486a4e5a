"""Citizens' petitions: what citizens do: intake, look-up, their own cases, ratings; and floods."""
