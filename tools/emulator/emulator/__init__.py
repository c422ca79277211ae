"""CloudFormation as deploys need it, in front of moto's services."""
