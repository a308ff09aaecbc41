"""The patient's body as a model."""
