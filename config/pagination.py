"""How many rows one answer of the API holds. Apart from `config.api`: the framework
imports this page before its own views."""

from rest_framework.pagination import PageNumberPagination


class Pages(PageNumberPagination):
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200
