"""Web chat: the widget's script, the socket `/chat`, and the demo clinic's website that embeds it."""
