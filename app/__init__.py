"""The only room that knows everything: settings, bootstrap, command line, web process, jobs, sandbox, logs."""
