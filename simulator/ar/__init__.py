"""Augmented reality: the camera and what is seen in it. OpenCV only."""
