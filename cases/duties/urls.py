"""Addresses of duties. Keys are opaque; rules, codes and words never stand in an address."""

from django.urls import path

from cases.duties.views import forwarding, handing_over, lists, one, rules, starting

urlpatterns = [
    # /duties/
    path("duties/", lists.duties, name="duties"),
    path("duties/rules/", rules.duty_rules, name="duty-rules"),
    path("duties/start/<uuid:case>/", starting.start_duty, name="start-duty"),
    # /duties/<pk>/
    path("duties/<uuid:pk>/", one.duty, name="duty"),
    path("duties/<uuid:pk>/proof/", one.prove_duty, name="prove-duty"),
    path("duties/<uuid:pk>/does-not-apply/", one.duty_does_not_apply, name="duty-not-applicable"),
    path("duties/<uuid:pk>/put-forward/", forwarding.put_duty_forward, name="put-duty-forward"),
    path("duties/<uuid:pk>/take-back/<uuid:body>/", forwarding.take_duty_back, name="take-duty-back"),
    path("duties/<uuid:pk>/hand-over/", handing_over.offer_duty, name="offer-duty"),
    path("duties/<uuid:pk>/hand-over/take-back/", handing_over.take_back_duty, name="take-back-duty"),
    path("duties/<uuid:pk>/hand-over/accept/", handing_over.accept_duty, name="accept-duty"),
    path("duties/<uuid:pk>/hand-over/decline/", handing_over.decline_duty, name="decline-duty"),
]
