"""What each verb does between the arguments and the step: open the case, run, say what became of it."""
