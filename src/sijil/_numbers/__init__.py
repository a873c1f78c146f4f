"""The inside of `sijil.numbers`: number words, qualifiers, and what is not a count."""
