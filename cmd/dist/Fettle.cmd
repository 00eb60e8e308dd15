@echo off
rem Opens Fettle in Windows Terminal, or in the old console where there is none.
rem Make a shortcut to this file on the desktop or in the Start menu.
where wt.exe >nul 2>nul
if errorlevel 1 goto console
start "" wt.exe --title Fettle -d "%~dp0." "%~dp0fettle.exe" %*
goto :eof
:console
start "Fettle" /d "%~dp0." "%~dp0fettle.exe" %*
