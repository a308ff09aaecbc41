"""The patient's circulation, breathing and nerves: small deterministic models of level, time and what is done."""
