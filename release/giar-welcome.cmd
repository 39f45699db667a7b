@echo off
rem Opens the welcome page. The small window stays until giar is closed there.
start "giar" /min "%~dp0giar.exe" welcome
