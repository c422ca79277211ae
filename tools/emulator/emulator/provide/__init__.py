"""Who makes a resource: a service's API, moto's own model, or nobody (a no-op by name)."""
