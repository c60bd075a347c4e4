"""One repository per word of the domain, each over one connection; `UnitOfWork` holds them all."""
