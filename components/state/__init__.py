"""What a page remembers: the address, the session, the caches, the language."""
