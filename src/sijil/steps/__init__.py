"""The verbs, one file each, called by every face. In: an open case. Out: a small report of what was done.

Steps read upstream, write their own tables only, and meet in the store; `run` alone calls the others.
Nothing is imported here, so that a face loads only the verb it needs.
"""
