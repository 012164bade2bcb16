"""Source control and deployment for RapidPro / TextIt flows."""

__version__ = "0.1.0"
