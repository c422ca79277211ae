"""Clusters of Aurora. Their instances are AWS::RDS::DBInstance."""

from typing import Any

from ..failure import ResourceFailure
from .api import Api, call
from .resource import Resource


def _cluster(resource: Resource) -> dict[str, Any]:
    values = dict(resource.properties)
    secret = values.pop("MasterUserSecret", {})
    if "KmsKeyId" in secret:
        values["MasterUserSecretKmsKeyId"] = secret["KmsKeyId"]
    # A change names the logs that come and go; moto has no use for it.
    if resource.physical_id:
        for key in ("EnableCloudwatchLogsExports", "Engine", "DatabaseName", "MasterUsername", "StorageEncrypted", "KmsKeyId"):
            values.pop(key, None)
    return values


def _attributes(resource: Resource) -> None:
    by = {"DBClusterIdentifier": resource.physical_id}
    found = call(resource, "rds", "describe_db_clusters", by)["DBClusters"][0]
    resource.attributes |= {
        "DBClusterArn": found["DBClusterArn"],
        "DBClusterResourceId": found["DbClusterResourceId"],
        "Endpoint.Address": found["Endpoint"],
        "Endpoint.Port": str(found["Port"]),
        "ReadEndpoint.Address": found["ReaderEndpoint"],
        "MasterUserSecret.SecretArn": found.get("MasterUserSecret", {}).get("SecretArn", ""),
    }


def _refuse(resource: Resource) -> None:
    """A cluster that is protected, or that still has instances.

    :raises ResourceFailure: in the words of RDS
    """
    if resource.properties.get("DeletionProtection"):
        raise ResourceFailure(
            "Cannot delete protected Cluster, please disable deletion protection and try again. (Service: rds)"
        )
    by = {"DBClusterIdentifier": resource.physical_id}
    for found in call(resource, "rds", "describe_db_clusters", by)["DBClusters"]:
        if found.get("DBClusterMembers"):
            raise ResourceFailure(
                "Cluster cannot be deleted, it still contains DB instances in non-deleting state. "
                "(Service: rds, InvalidDBClusterStateFault)"
            )


def _parameters(resource: Resource) -> None:
    parameters = [
        {"ParameterName": name, "ParameterValue": str(value), "ApplyMethod": "pending-reboot"}
        for name, value in resource.properties.get("Parameters", {}).items()
    ]
    if parameters:
        values = {"DBClusterParameterGroupName": resource.physical_id, "Parameters": parameters}
        call(resource, "rds", "modify_db_cluster_parameter_group", values)


def _refuse_used(resource: Resource) -> None:
    for cluster in call(resource, "rds", "describe_db_clusters", {})["DBClusters"]:
        if cluster.get("DBClusterParameterGroup") == resource.physical_id:
            raise ResourceFailure(
                f"Cannot delete the group '{resource.physical_id}' because at least one database cluster: "
                f"{cluster['DBClusterIdentifier']} is still using it. (Service: rds, InvalidDBParameterGroupStateFault)"
            )


TYPES = {
    "AWS::RDS::DBCluster": Api(
        "rds",
        "create_db_cluster",
        "DBCluster.DBClusterIdentifier",
        "delete_db_cluster",
        {"DBClusterIdentifier": "{id}", "SkipFinalSnapshot": True},
        update="modify_db_cluster",
        update_by={"DBClusterIdentifier": "{id}", "ApplyImmediately": True},
        named=("DBClusterIdentifier", 63),
        shape=_cluster,
        after=_attributes,
        before_delete=_refuse,
    ),
    "AWS::RDS::DBClusterParameterGroup": Api(
        "rds",
        "create_db_cluster_parameter_group",
        "DBClusterParameterGroup.DBClusterParameterGroupName",
        "delete_db_cluster_parameter_group",
        {"DBClusterParameterGroupName": "{id}"},
        named=("DBClusterParameterGroupName", 255),
        names={"Family": "DBParameterGroupFamily"},
        apart=("Parameters",),
        after=_parameters,
        before_delete=_refuse_used,
    ),
}
