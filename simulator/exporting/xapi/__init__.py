"""Learning records (xAPI 1.0.3): statements about sessions, and how they come to a learning record store."""
