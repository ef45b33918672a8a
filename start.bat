@echo off
rem The same as start.py, for Windows: "start.bat lab". Python 3.11 when the launcher has it, else any python on the path.
py -3.11 -c "" >nul 2>nul
if errorlevel 1 goto other
py -3.11 "%~dp0start.py" %*
exit /b %errorlevel%
:other
python "%~dp0start.py" %*
exit /b %errorlevel%
