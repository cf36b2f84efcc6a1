import { onPage, reference } from "./grant.ts";

const function_ = ["arn:aws:lambda:{region}:{account}:function:{function_name}"] as const;
const versions = ["arn:aws:lambda:{region}:{account}:function:{function_name}:*"] as const;
const role = ["arn:aws:iam::{account}:role/{name}"] as const;

/** Functions, and the roles that they run with. A role can only be made and changed with the environment's boundary. */
export const lambdaPermissions = {
  ...onPage(reference("awslambda"), {
    aws_lambda_function: [
      {
        read: ["lambda:GetFunction", "lambda:GetFunctionCodeSigningConfig", "lambda:ListVersionsByFunction"],
        write: [
          "lambda:CreateFunction",
          "lambda:DeleteFunction",
          "lambda:GetFunctionConfiguration",
          "lambda:ListTags",
          "lambda:PublishVersion",
          "lambda:TagResource",
          "lambda:UntagResource",
          "lambda:UpdateFunctionCode",
          "lambda:UpdateFunctionConfiguration",
        ],
        on: function_,
      },
      {
        write: ["iam:PassRole"],
        on: ["arn:aws:iam::{account}:role/{environment}-*"],
        when: { "iam:PassedToService": "lambda.amazonaws.com" },
      },
    ],
    aws_lambda_function_url: [
      {
        read: ["lambda:GetFunctionUrlConfig"],
        write: ["lambda:CreateFunctionUrlConfig", "lambda:DeleteFunctionUrlConfig", "lambda:UpdateFunctionUrlConfig"],
        on: function_,
      },
    ],
    aws_lambda_permission: [
      { read: ["lambda:GetPolicy"], write: ["lambda:AddPermission", "lambda:RemovePermission"], on: function_ },
    ],
    aws_lambda_provisioned_concurrency_config: [
      {
        read: ["lambda:GetProvisionedConcurrencyConfig"],
        write: ["lambda:DeleteProvisionedConcurrencyConfig", "lambda:PutProvisionedConcurrencyConfig"],
        on: versions,
      },
    ],
    aws_lambda_runtime_management_config: [
      { read: ["lambda:GetRuntimeManagementConfig"], write: ["lambda:PutRuntimeManagementConfig"], on: function_ },
    ],
    "data.aws_lambda_function_url": [{ read: ["lambda:GetFunctionUrlConfig"], on: function_ }],
    "data.aws_lambda_functions": [{ read: ["lambda:ListFunctions"], on: ["*"] }],
  }),
  ...onPage(reference("awsidentityandaccessmanagementiam"), {
    aws_iam_role: [
      {
        read: ["iam:GetRole", "iam:ListAttachedRolePolicies", "iam:ListRolePolicies"],
        write: [
          "iam:DeleteRole",
          "iam:ListInstanceProfilesForRole",
          "iam:TagRole",
          "iam:UntagRole",
          "iam:UpdateAssumeRolePolicy",
          "iam:UpdateRole",
        ],
        on: role,
      },
      {
        write: ["iam:CreateRole", "iam:PutRolePermissionsBoundary"],
        on: role,
        when: { "iam:PermissionsBoundary": "{boundary}" },
      },
    ],
    aws_iam_role_policy: [
      { read: ["iam:GetRolePolicy"], on: ["arn:aws:iam::{account}:role/{role}"] },
      {
        write: ["iam:DeleteRolePolicy", "iam:PutRolePolicy"],
        on: ["arn:aws:iam::{account}:role/{role}"],
        when: { "iam:PermissionsBoundary": "{boundary}" },
      },
    ],
  }),
};
