"""Prints the logs, metrics, alarms and queries that an account has, and the lines that were logged."""

import base64
import json
import sys

import boto3

home = sys.argv[1]
east = "us-east-1"
logs = boto3.client("logs", east)
s3 = boto3.client("s3", home)
kinesis = boto3.client("kinesis", east)


def events(group):
    return [event["message"] for event in logs.filter_log_events(logGroupName=group)["events"]]


def objects(bucket):
    return {
        item["Key"]: base64.b64encode(s3.get_object(Bucket=bucket, Key=item["Key"])["Body"].read()).decode()
        for item in s3.list_objects_v2(Bucket=bucket).get("Contents", [])
    }


def records(stream):
    shards = kinesis.list_shards(StreamName=stream)["Shards"]
    iterators = [
        kinesis.get_shard_iterator(
            StreamName=stream, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON"
        )["ShardIterator"]
        for shard in shards
    ]
    found = [record for iterator in iterators for record in kinesis.get_records(ShardIterator=iterator)["Records"]]
    return [record["Data"].decode() for record in found]


def alarms(region):
    found = boto3.client("cloudwatch", region).describe_alarms()["MetricAlarms"]
    return {alarm["AlarmName"]: alarm.get("AlarmActions", []) for alarm in found}


groups = [group["logGroupName"] for group in logs.describe_log_groups()["logGroups"]]
retentions = {group["logGroupName"]: group.get("retentionInDays") for group in logs.describe_log_groups()["logGroups"]}
streams = kinesis.list_streams()["StreamNames"]
buckets = [bucket["Name"] for bucket in s3.list_buckets()["Buckets"] if "-logs-" in bucket["Name"]]
athena = boto3.client("athena", home)
workgroups = [found["Name"] for found in athena.list_work_groups()["WorkGroups"] if found["Name"] != "primary"]
glue = boto3.client("glue", home)
cloudwatch = boto3.client("cloudwatch", east)
dashboards = [found["DashboardName"] for found in cloudwatch.list_dashboards()["DashboardEntries"]]
print(
    json.dumps(
        {
            "retentions": retentions,
            "events": {group: events(group) for group in groups},
            "objects": {bucket: objects(bucket) for bucket in buckets},
            "records": {stream: records(stream) for stream in streams},
            "deliveries": len(logs.describe_deliveries()["deliveries"]),
            "insights": sorted(found["name"] for found in logs.describe_query_definitions()["queryDefinitions"]),
            "alarms": {region: alarms(region) for region in [east, home]},
            "topics": len(boto3.client("sns", east).list_topics()["Topics"])
            + len(boto3.client("sns", home).list_topics()["Topics"]),
            "dashboards": {
                name: json.loads(cloudwatch.get_dashboard(DashboardName=name)["DashboardBody"]) for name in dashboards
            },
            "workgroups": workgroups,
            "athena": sorted(
                athena.get_named_query(NamedQueryId=query)["NamedQuery"]["Name"]
                for group in workgroups
                for query in athena.list_named_queries(WorkGroup=group)["NamedQueryIds"]
            ),
            "databases": [found["Name"] for found in glue.get_databases()["DatabaseList"]],
        }
    )
)
