"""Texts and sentences of our own, labelled by the guideline, and the tool that labels them."""
