"""Prints what an account has of all that a site is made of."""

import json

import boto3

cloudfront = boto3.client("cloudfront")
print(
    json.dumps(
        {
            "distributions": cloudfront.list_distributions()["DistributionList"]["Quantity"],
            "functions": cloudfront.list_functions()["FunctionList"]["Quantity"],
            "stores": cloudfront.list_key_value_stores()["KeyValueStoreList"]["Quantity"],
            "access": cloudfront.list_origin_access_controls()["OriginAccessControlList"]["Quantity"],
            "policies": cloudfront.list_cache_policies(Type="custom")["CachePolicyList"]["Quantity"]
            + cloudfront.list_origin_request_policies(Type="custom")["OriginRequestPolicyList"]["Quantity"]
            + cloudfront.list_response_headers_policies(Type="custom")["ResponseHeadersPolicyList"]["Quantity"],
            "keys": cloudfront.list_key_groups()["KeyGroupList"]["Quantity"]
            + cloudfront.list_public_keys()["PublicKeyList"]["Quantity"]
            + cloudfront.list_field_level_encryption_configs()["FieldLevelEncryptionList"]["Quantity"]
            + cloudfront.list_field_level_encryption_profiles()["FieldLevelEncryptionProfileList"]["Quantity"],
            "lambdas": [
                found["FunctionName"] for found in boto3.client("lambda", "us-east-1").list_functions()["Functions"]
            ],
            "buckets": [found["Name"] for found in boto3.client("s3").list_buckets()["Buckets"]],
            "roles": [found["RoleName"] for found in boto3.client("iam").list_roles()["Roles"]],
        }
    )
)
