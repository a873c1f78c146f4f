"""Capture histories in, estimates or refusals out. Not built in this version.

Until it is, no report says how many more there are than its sources document.
"""
