"""What a person uses: the command line and the chat. Knows no engine behind an answer."""
