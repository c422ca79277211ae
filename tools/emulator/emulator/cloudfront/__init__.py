"""CloudFront: moto takes any distribution, so this one is ours."""
