"""Read models: one function a screen, plain values out."""
