"""Drift detection: what the services have, compared with what the templates say."""
