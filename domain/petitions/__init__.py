"""Citizens' petitions: from their own words to a closed case."""
