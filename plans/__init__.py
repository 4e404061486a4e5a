"""What differs between communes: one TOML file each, and national data beside them."""

from pathlib import Path

FOLDER = Path(__file__).parent
