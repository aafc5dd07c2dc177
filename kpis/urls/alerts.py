"""Alerts, action plans, comments, priorities."""

from django.urls import URLPattern, path

from kpis.views import (
    alert_acts,
    alert_rules,
    alerts,
    plan_acts,
    plans,
    priorities,
    said,
)

urlpatterns: list[URLPattern] = [
    path("alerts/", alerts.alerts, name="alerts"),
    path("alerts/history/", alerts.history, name="alerts-history"),
    path(
        "alerts/<int:pk>/acknowledge/", alert_acts.acknowledge, name="alert-acknowledge"
    ),
    path("alerts/<int:pk>/snooze/", alert_acts.snooze, name="alert-snooze"),
    path("alerts/<int:pk>/close/", alert_acts.close, name="alert-close"),
    path("alerts/rules/", alert_rules.alert_rules, name="alert-rules"),
    path("alerts/rules/new/", alert_rules.alert_rule_new, name="alert-rule-new"),
    path("alerts/rules/<int:pk>/", alert_rules.alert_rule, name="alert-rule"),
    path(
        "alerts/rules/<int:pk>/end/", alert_rules.alert_rule_end, name="alert-rule-end"
    ),
    path("plans/", plans.plans, name="plans"),
    path("plans/new/", plans.plan_new, name="plan-new"),
    path("plans/<int:pk>/", plans.plan, name="plan"),
    path("plans/<int:pk>/edit/", plan_acts.plan_edit, name="plan-edit"),
    path("plans/<int:pk>/end/", plan_acts.plan_end, name="plan-end"),
    path("plans/<int:pk>/reopen/", plan_acts.plan_reopen, name="plan-reopen"),
    path("plans/<int:pk>/step/", plan_acts.plan_step, name="plan-step"),
    path("plans/steps/<int:pk>/", plan_acts.step_done, name="step-done"),
    path("figures/<slug:key>/say/", said.say, name="say"),
    path("figures/said/<int:pk>/delete/", said.said_delete, name="said-delete"),
    path("figures/said/<int:pk>/decline/", said.said_decline, name="said-decline"),
    path("priorities/new/", priorities.priority_new, name="priority-new"),
    path(
        "priorities/<int:pk>/unpin/", priorities.priority_unpin, name="priority-unpin"
    ),
]
