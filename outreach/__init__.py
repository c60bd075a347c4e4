"""What is said unasked: confirmations, reminders, summaries. One file each; filled by the thread issue."""
