@echo off
rem Opens Fettle in Windows Terminal, or in this window where there is none.
rem Make a shortcut to this file on the desktop or in the Start menu.
setlocal EnableExtensions DisableDelayedExpansion
set "program=%~dp0fettle.exe"
set "folder=%cd%\."
if exist "%program%" goto where
echo fettle.exe is not beside this file. Was this opened inside the .zip file?
echo Then click the .zip file with the right button, choose "Extract All", and
echo open Fettle.cmd in the folder that this makes.
pause
exit /b 1

:where
if defined WT_SESSION goto here
where /q wt.exe
if errorlevel 1 goto here
rem A semicolon would begin a second command of Windows Terminal.
start "" wt.exe --title Fettle -d "%folder:;=\;%" "%program:;=\;%" %*
if not errorlevel 1 exit /b 0

:here
title Fettle
"%program%" %*
set "code=%errorlevel%"
rem What went wrong stays on the screen until a key is pressed.
if not "%code%"=="0" pause
exit /b %code%
