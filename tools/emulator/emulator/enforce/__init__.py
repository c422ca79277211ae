"""Who may do what: each request of a role's session is mapped to IAM actions and judged before moto sees it."""
