"""Ids, dates, text, problems and messages: no domain words, standard library only."""
