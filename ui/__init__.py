"""What people see: the only place beside app.py that imports gradio."""
