"""MUC-4 as the field scores it today, for measuring the learned tagger; nothing trained on it ships."""
