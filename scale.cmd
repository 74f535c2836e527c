@echo off
node "%~dp0cli\start.cjs" %*
exit /b %ERRORLEVEL%
