"""EventBridge Scheduler: schedules and their groups. No schedule fires here."""

from .api import Api

TYPES = {
    "AWS::Scheduler::ScheduleGroup": Api(
        "scheduler",
        "create_schedule_group",
        "=Name",
        "delete_schedule_group",
        {"Name": "{id}"},
        attributes={"Arn": "ScheduleGroupArn"},
        named=("Name", 64),
    ),
    "AWS::Scheduler::Schedule": Api(
        "scheduler",
        "create_schedule",
        "=Name",
        "delete_schedule",
        {"Name": "{id}", "GroupName": "=GroupName"},
        update="update_schedule",
        attributes={"Arn": "ScheduleArn"},
        named=("Name", 64),
    ),
}
