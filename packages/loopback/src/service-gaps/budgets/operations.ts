import type { Kind } from "../../control-plane/state/account.ts";
import type { StoredRecord } from "../../control-plane/state/collection.ts";
import { ServiceError } from "../../service-error.ts";
import { type Call, type Operations, textOf } from "../call.ts";

type Json = Readonly<Record<string, unknown>>;

interface Notification {
  readonly notification: Json;
  readonly subscribers: readonly Json[];
}

/** A budget, whose id is its name. */
interface BudgetRecord extends StoredRecord {
  readonly budget: Json;
  readonly notifications: readonly Notification[];
  readonly tags: readonly Json[];
}

const budgetKind: Kind<BudgetRecord> = { name: "budget" };

/** The most notifications of a budget, and the most addresses of a notification. */
const most = { notifications: 10, subscribers: 11 };

/**
 * Budgets with their notifications and subscribers. moto has no updates, subscribers and tags. The loopback costs nothing,
 * so a budget's spend is 0 and no mail is sent.
 * @see https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_Operations_AWS_Budgets.html
 */
export const budgetOperations: Operations = {
  CreateBudget({ input, account }) {
    const budget = checkBudget(input.Budget);
    const id = String(budget.BudgetName);
    if (account.all(budgetKind).get(id) !== undefined) {
      throw new ServiceError("DuplicateRecordException", `Error creating budget: ${id} - the budget already exists.`);
    }
    const given = (input.NotificationsWithSubscribers ?? []) as readonly Json[];
    const notifications = given.map(({ Notification, Subscribers }) => newNotification(Notification, Subscribers));
    if (notifications.length > most.notifications) {
      throw new ServiceError(
        "CreationLimitExceededException",
        `A budget has at most ${most.notifications} notifications.`,
      );
    }
    const tags = (input.ResourceTags ?? []) as readonly Json[];
    account.all(budgetKind).put({ id, budget: complete(budget), notifications, tags });
    return {};
  },

  UpdateBudget(call) {
    const budget = checkBudget(call.input.NewBudget);
    const before = find(call, String(budget.BudgetName));
    call.account
      .all(budgetKind)
      .put({ ...before, budget: complete({ ...budget, TimePeriod: budget.TimePeriod ?? before.budget.TimePeriod }) });
    return {};
  },

  DescribeBudget: (call) => ({ Budget: find(call).budget }),
  DescribeBudgets: ({ account }) => ({ Budgets: Array.from(account.all(budgetKind)).map(({ budget }) => budget) }),

  DeleteBudget(call) {
    call.account.all(budgetKind).delete(find(call).id);
    return {};
  },

  CreateNotification(call) {
    const added = newNotification(call.input.Notification, call.input.Subscribers);
    const before = find(call);
    if (before.notifications.some((one) => isSame(one.notification, added.notification))) {
      throw new ServiceError("DuplicateRecordException", "The notification already exists.");
    }
    return change(call, (notifications) => [...notifications, added]);
  },

  UpdateNotification: (call) =>
    change(call, (notifications) => {
      const old = findNotification(notifications, call.input.OldNotification);
      const updated = { ...old, notification: { NotificationState: "OK", ...(call.input.NewNotification as Json) } };
      return notifications.map((one) => (one === old ? updated : one));
    }),

  DeleteNotification: (call) =>
    change(call, (notifications) => {
      const removed = findNotification(notifications, call.input.Notification);
      return notifications.filter((one) => one !== removed);
    }),

  DescribeNotificationsForBudget: (call) => ({
    Notifications: find(call).notifications.map(({ notification }) => notification),
  }),

  DescribeSubscribersForNotification: (call) => ({
    Subscribers: findNotification(find(call).notifications, call.input.Notification).subscribers,
  }),

  CreateSubscriber: (call) => changeSubscribers(call, (subscribers) => [...subscribers, call.input.Subscriber as Json]),
  DeleteSubscriber: (call) =>
    changeSubscribers(call, (subscribers) => subscribers.filter((one) => !isSame(one, call.input.Subscriber))),

  ListTagsForResource: (call) => ({ ResourceTags: findByArn(call).tags }),
  TagResource(call) {
    const record = findByArn(call);
    const added = (call.input.ResourceTags ?? []) as readonly Json[];
    const kept = record.tags.filter(({ Key }) => !added.some((tag) => tag.Key === Key));
    call.account.all(budgetKind).put({ ...record, tags: [...kept, ...added] });
    return {};
  },
  UntagResource(call) {
    const record = findByArn(call);
    const keys = (call.input.ResourceTagKeys ?? []) as readonly string[];
    call.account.all(budgetKind).put({ ...record, tags: record.tags.filter(({ Key }) => !keys.includes(String(Key))) });
    return {};
  },
};

function checkBudget(value: unknown): Json {
  const budget = (value ?? {}) as Json;
  if (typeof budget.BudgetName !== "string" || !/^[^:\\]{1,100}$/.test(budget.BudgetName)) {
    invalid("BudgetName is 1 to 100 characters without ':' and '\\'.");
  }
  const { BudgetLimit: limit } = budget as { readonly BudgetLimit?: { readonly Amount?: string } };
  if (limit === undefined && budget.PlannedBudgetLimits === undefined && budget.AutoAdjustData === undefined) {
    invalid(
      "Unable to create/update budget - please provide one of the followings: Budget Limit/ Planned Budget Limit/ Auto Adjust Data",
    );
  }
  if (limit !== undefined && !(Number(limit.Amount) > 0)) invalid("The limit of a budget must be more than 0.");
  return budget;
}

/** A budget as AWS describes it, with the defaults of what was not given. */
function complete(budget: Json): Json {
  const { BudgetLimit: limit, TimePeriod: period } = budget as Readonly<Record<string, Json | undefined>>;
  const month = new Date();
  const start = Date.UTC(month.getUTCFullYear(), month.getUTCMonth(), 1) / 1000;
  const zero = { Amount: "0.0", Unit: "USD" };
  return {
    ...budget,
    ...(limit === undefined ? {} : { BudgetLimit: { ...limit, Amount: amount(limit.Amount) } }),
    TimePeriod: { Start: start, End: endOfTime, ...period },
    ...(budget.BudgetType === "COST" ? { CostTypes: { ...costTypes, ...(budget.CostTypes as object) } } : {}),
    CalculatedSpend: { ActualSpend: zero, ForecastedSpend: zero },
    LastUpdatedTime: Math.floor(Date.now() / 1000),
  };
}

/** AWS writes an amount with one digit after the point at least. */
function amount(given: unknown): string {
  const text = String(Number(given));
  return text.includes(".") ? text : `${text}.0`;
}

/** 2087-06-15, at which AWS ends a budget without an end. */
const endOfTime = 3_706_473_600;

/** @see https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_CostTypes.html */
const costTypes = {
  IncludeCredit: true,
  IncludeDiscount: true,
  IncludeOtherSubscription: true,
  IncludeRecurring: true,
  IncludeRefund: true,
  IncludeSubscription: true,
  IncludeSupport: true,
  IncludeTax: true,
  IncludeUpfront: true,
  UseAmortized: false,
  UseBlended: false,
};

function newNotification(notification: unknown, subscribers: unknown): Notification {
  const list = (subscribers ?? []) as readonly Json[];
  if (list.length === 0 || list.length > most.subscribers) {
    invalid(`A notification has 1 to ${most.subscribers} subscribers.`);
  }
  const { Threshold: threshold } = notification as Json;
  if (typeof threshold !== "number" || threshold <= 0) invalid("A notification's threshold must be more than 0.");
  return {
    notification: { ThresholdType: "PERCENTAGE", NotificationState: "OK", ...(notification as Json) },
    subscribers: list,
  };
}

function change(call: Call, changed: (before: readonly Notification[]) => readonly Notification[]): object {
  const record = find(call);
  call.account.all(budgetKind).put({ ...record, notifications: changed(record.notifications) });
  return {};
}

function changeSubscribers(call: Call, changed: (before: readonly Json[]) => readonly Json[]): object {
  return change(call, (notifications) => {
    const one = findNotification(notifications, call.input.Notification);
    return notifications.map((other) => (other === one ? { ...one, subscribers: changed(one.subscribers) } : other));
  });
}

function find({ input, account }: Call, name = textOf(input, "BudgetName")): BudgetRecord {
  return account.all(budgetKind).get(name) ?? missing(`Unable to get budget: ${name} - the budget doesn't exist.`);
}

/** `arn:aws:budgets::123456789012:budget/name` */
function findByArn(call: Call): BudgetRecord {
  return find(call, textOf(call.input, "ResourceARN").split(":budget/")[1] ?? "");
}

function findNotification(notifications: readonly Notification[], wanted: unknown): Notification {
  const known = notifications.find(({ notification }) => isSame(notification, wanted));
  return known ?? missing("Unable to find the notification.");
}

/** True if what a client names is equal: it does not name a notification's state. */
function isSame(known: Json, wanted: unknown): boolean {
  return Object.entries({ ThresholdType: "PERCENTAGE", ...(wanted as Json) }).every(
    ([name, value]) => name === "NotificationState" || !(name in known) || known[name] === value,
  );
}

function invalid(message: string): never {
  throw new ServiceError("InvalidParameterException", message);
}

function missing(message: string): never {
  throw new ServiceError("NotFoundException", message);
}
