"""Deploys each function of a JSON file to a separate distribution, which runs no function on /plain/*.

Reads [{"name", "runtime", "code"}], prints each distribution's domain name by the function's name.
"""

import io
import json
import sys
import zipfile

import boto3

cloudfront = boto3.client("cloudfront")
functions = boto3.client("lambda", region_name="us-east-1")
trust = {"Service": ["lambda.amazonaws.com", "edgelambda.amazonaws.com"]}
role = boto3.client("iam").create_role(
    RoleName="edge",
    AssumeRolePolicyDocument=json.dumps(
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": trust}]}
    ),
)["Role"]["Arn"]


def cloudfront_function(name, code):
    config = {"Comment": "", "Runtime": "cloudfront-js-2.0"}
    made = cloudfront.create_function(Name=name, FunctionConfig=config, FunctionCode=code.encode())
    cloudfront.publish_function(Name=name, IfMatch=made["ETag"])
    arn = made["FunctionSummary"]["FunctionMetadata"]["FunctionARN"]
    association = {"EventType": "viewer-request", "FunctionARN": arn}
    return {"FunctionAssociations": {"Quantity": 1, "Items": [association]}}


def lambda_function(name, code):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as files:
        files.writestr("index.js", code)
    functions.create_function(
        FunctionName=name,
        Role=role,
        Runtime="nodejs22.x",
        Handler="index.handler",
        Code={"ZipFile": archive.getvalue()},
        Timeout=2,
        MemorySize=128,
    )
    arn = functions.publish_version(FunctionName=name)["FunctionArn"]
    association = {"EventType": "viewer-request", "LambdaFunctionARN": arn, "IncludeBody": False}
    return {"LambdaFunctionAssociations": {"Quantity": 1, "Items": [association]}}


def distribution(name, associations):
    behavior = {
        "TargetOriginId": "api",
        "ViewerProtocolPolicy": "allow-all",
        "CachePolicyId": "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
    }
    origin = {
        "Id": "api",
        "DomainName": "api.example.com",
        "CustomOriginConfig": {"HTTPPort": 80, "HTTPSPort": 443, "OriginProtocolPolicy": "http-only"},
    }
    made = cloudfront.create_distribution(
        DistributionConfig={
            "CallerReference": name,
            "Comment": "",
            "Enabled": True,
            "Origins": {"Quantity": 1, "Items": [origin]},
            "DefaultCacheBehavior": {**behavior, **associations},
            "CacheBehaviors": {"Quantity": 1, "Items": [{**behavior, "PathPattern": "/plain/*"}]},
        }
    )
    return made["Distribution"]["DomainName"]


make = {"cloudfront-function": cloudfront_function, "lambda-at-edge": lambda_function}
hosts = {"": distribution("plain", {})}
for index, given in enumerate(json.load(open(sys.argv[1]))):
    name = f"function-{index}"
    hosts[given["name"]] = distribution(name, make[given["runtime"]](name, given["code"]))
print(json.dumps(hosts))
