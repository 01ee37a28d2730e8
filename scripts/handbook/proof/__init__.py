"""How the code of the content is proven: run, compared, mutated, measured. For the tests; a build runs no content."""
