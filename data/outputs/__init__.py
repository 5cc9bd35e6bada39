"""What people take away: tables and boundaries as files."""
